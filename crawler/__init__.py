"""Boards to postings: the only room that imports scrapy."""
