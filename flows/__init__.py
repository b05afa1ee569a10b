"""jixiao (绩效): reports of Chinese county departments in, a warehouse and a quality report out."""
