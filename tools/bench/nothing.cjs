// The time of this script is that of starting Node, and no more.
