package com.acme.web;

/** Reaches no table. */
public class Page {
  public String title() {
    return "projects";
  }
}
