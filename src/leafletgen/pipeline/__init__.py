"""A build: plan the files, render those that are out of date (in worker processes if there are many), publish them."""
