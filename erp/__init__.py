"""An expense report in, a posted document out. Knows neither `bot` nor `ocr`."""
