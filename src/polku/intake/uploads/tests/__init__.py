"""Uploads from their arrival to their end."""
