/** Network ACLs: described, with their entries and associations. Nothing filters by them: security groups do. */
@NullMarked
package io.gantry.ec2.networkacl;

import org.jspecify.annotations.NullMarked;
