"""Pictures that nobody vouches for."""
