package com.acme.auth;

/** A session whose token was verified. */
public record Session(String userId, String organizationId) {}
