/**
 * AWS's wire: protocols, signatures, dispatch of operations, the authorization hook and the in-process caller. It knows no
 * service; services hand it a list of operations.
 */
@NullMarked
package io.gantry.wire;

import org.jspecify.annotations.NullMarked;
