/** Instance types and images: what tools ask for before they make hosts. Nothing is stored. */
@NullMarked
package io.gantry.ec2.instance;

import org.jspecify.annotations.NullMarked;
