/** Security groups with their rules. A group and all its rules are one record, so that a change of several is one change. */
@NullMarked
package io.gantry.ec2.securitygroup;

import org.jspecify.annotations.NullMarked;
