package com.acme.auth;

public record Session(String user, String organizationId) {}
