"""Tests of bot.founding: every bad spreadsheet as a table."""
