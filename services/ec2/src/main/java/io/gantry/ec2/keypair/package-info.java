/**
 * Key pairs: public keys under names, with the fingerprints by which AWS's users compare them. Nothing here puts them on a host;
 * tools make them before they make hosts.
 */
@NullMarked
package io.gantry.ec2.keypair;

import org.jspecify.annotations.NullMarked;
