"""Files through the whole house: real data, and an import that is killed."""
