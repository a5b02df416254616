package dev.watertight.isolation.sql;

/** A part of a text. */
record Span(int start, int end) {}
