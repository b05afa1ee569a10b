"""Small invented forms with scores, right and wrong ones, and what has to be found in each of them."""
