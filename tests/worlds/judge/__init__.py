"""A judge who has not seen the engine: section by section, the payments that a freelancer's bank shows, truth known."""
