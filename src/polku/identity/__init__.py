"""Who is who: identifiers, claims, clusters, decisions."""
