"""Drawing batik: colours, cloth, motifs and the picture made of them."""
