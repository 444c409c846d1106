"""The legal books and the periods of the declarations."""
