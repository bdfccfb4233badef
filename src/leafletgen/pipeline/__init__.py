"""A build: what to make (plan), making it (stages, render), in several processes (workers), and doing nothing twice."""
