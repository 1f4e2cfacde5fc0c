"""Our own checks, one file each, in folders by family."""
