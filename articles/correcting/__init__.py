"""The pages on which an admin corrects links, people and names, inside the admin."""
