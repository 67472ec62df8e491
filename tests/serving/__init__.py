"""What the web servers share."""
