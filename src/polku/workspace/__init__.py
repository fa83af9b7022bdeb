"""Who works here: people, teams, partners, roles, sign-in."""
