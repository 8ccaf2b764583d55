/** The file store against the contract, and against ends of the process at any byte. */
@NullMarked
package io.gantry.logs.file;

import org.jspecify.annotations.NullMarked;
