"""The HTML text of a mail, made into the few elements that a reading pane may lay out.

raw ─▶ parse (nh3) ─▶ tree ─▶ hidden parts cut ─▶ tables made simple ─▶ written anew, with links and images counted
"""
