"""Matching: rules, solver, proof, reasons and the lead's sheet."""
