"""The pages: a request of HTTP in, a rendered template out."""
