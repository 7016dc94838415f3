problem-unexpected = Something went wrong on our side. Try again in a moment.
problem-unexpected-id = Something went wrong on our side. Try again in a moment; if it stays, tell support the number { $id }.
problem-unreachable = No answer came. Check your connection, then try again.
