"""The jobs of the service, one module each; the only place where transactions are opened.

They move values between the pure rooms and the shells, and judge nothing themselves.
"""
