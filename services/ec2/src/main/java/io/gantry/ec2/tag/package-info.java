/** The operations on the tags of resources of any kind. */
@NullMarked
package io.gantry.ec2.tag;

import org.jspecify.annotations.NullMarked;
