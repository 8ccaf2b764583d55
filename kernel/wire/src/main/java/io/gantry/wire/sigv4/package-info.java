/**
 * Signature Version 4, both ends: the verifier of every request and the signer of our own processes. It looks credentials
 * up through a port and knows nothing of permissions.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">AWS: Create a
 *     signed API request</a>
 */
@NullMarked
package io.gantry.wire.sigv4;

import org.jspecify.annotations.NullMarked;
