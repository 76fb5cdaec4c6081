"""From bytes to tokens: the only part of the program that knows camel-tools."""
