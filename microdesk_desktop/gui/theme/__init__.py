"""Design tokens, and how they are applied to Qt."""
