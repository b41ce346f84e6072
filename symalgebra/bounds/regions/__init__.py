"""Bounds on the number of linear regions: dense, convolutional, and by cuts for any network."""
