"""Who is left behind: services, channels and people, from what was seen of the pages of a scan; pure."""
