"""Things that know no customer, named by thing: configuration, clock, digest, money."""
