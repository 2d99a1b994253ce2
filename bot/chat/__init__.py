"""Chat platforms behind one interface. They know people, photos, cards and buttons; no receipt, claim or ERP."""
