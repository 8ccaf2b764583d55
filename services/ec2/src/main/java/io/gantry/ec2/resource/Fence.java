package io.gantry.ec2.resource;

/**
 * What makes two transactions that rest on the same list exclude each other.
 *
 * @param id of what is fenced, for example a VPC's
 * @param passes how many transactions have passed
 */
public record Fence(String id, long passes) {}
