/**
 * Elastic IPs. They are names of ours: nothing on the internet leads to them. A NAT gateway needs one, and shows it.
 */
@NullMarked
package io.gantry.ec2.elasticip;

import org.jspecify.annotations.NullMarked;
