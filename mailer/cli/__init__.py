"""The commands, thin: parse arguments, call a flow, print. They judge nothing and store nothing themselves."""
