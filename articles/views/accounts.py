"""Signing in and out, for readers as for staff. Accounts are made by the admin."""

from __future__ import annotations

from django.contrib.auth.views import LoginView, LogoutView

sign_in = LoginView.as_view(template_name="accounts/sign_in.html")
sign_out = LogoutView.as_view(template_name="accounts/signed_out.html")
