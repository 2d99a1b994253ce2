"""Tests of bot.claims: the rules as a manual, case by case."""
