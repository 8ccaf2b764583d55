/**
 * The cluster query language: text in, a condition on hosts out. The grammar stands in {@code ClusterQuery.g4}; what AWS does
 * not say (missing attributes, how texts are compared) is said here, at {@link io.gantry.placement.query.Operator} and
 * {@link io.gantry.placement.query.Subject}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html">ECS: cluster query
 *     language</a>
 */
@NullMarked
package io.gantry.placement.query;

import org.jspecify.annotations.NullMarked;
