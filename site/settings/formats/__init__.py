"""How dates are typed and shown where Django's own Vietnamese formats say nothing."""
