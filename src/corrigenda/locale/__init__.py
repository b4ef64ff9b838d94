"""What each language's screens say, and how its numbers are written where Django's own formats leave it out."""
