"""A document in, a Reading out. Works without the bot; knows neither `bot` nor `erp`."""
