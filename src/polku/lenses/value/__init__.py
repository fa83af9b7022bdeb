"""What leaving costs, from the user's own figures and the customers' own payments: a calculator, as ranges."""
