"""axe-core: what is known of its rules, and how its results become findings."""
