package com.acme.report;

public final class Broken {
  String projects( {
    return "select name from projects
  }
}
