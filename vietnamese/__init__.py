"""
What the paper knows about the Vietnamese language: letters, tones, order, names.

Pure Python, no Django: everything here takes text and gives back text or plain data.
"""
