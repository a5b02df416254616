/**
 * Who asks: the session that the identity provider signed, and the tenant in it. Only this package
 * can make either, so that no other code can turn a header or a path into a tenant.
 */
@NullMarked
package dev.watertight.sample.auth;

import org.jspecify.annotations.NullMarked;
