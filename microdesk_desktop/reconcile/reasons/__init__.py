"""Why some parts are settled, and what is against it: codes and values, whose sentences are in the views."""
